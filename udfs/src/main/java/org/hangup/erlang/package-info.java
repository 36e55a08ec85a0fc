/** Erlang terms as Erlang prints them: read, written on one line, made into JSON and VARIANT. No engine. */
package org.hangup.erlang;
