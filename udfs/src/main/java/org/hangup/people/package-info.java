/** Names and addresses of people, and what stands in their place. No Spark in it. */
package org.hangup.people;
