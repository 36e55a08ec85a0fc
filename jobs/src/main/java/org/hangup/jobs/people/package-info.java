/** What the tables say of people: under which key names are pseudonyms, and who was taken out. */
package org.hangup.jobs.people;
