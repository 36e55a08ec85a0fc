/** IP addresses and networks as ejabberd prints them. */
package org.hangup.net;
