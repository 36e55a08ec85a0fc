/** XMPP addresses (RFC 6122, RFC 7622). */
package org.hangup.xmpp;
