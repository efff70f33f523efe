/**
 * JSON documents that keep what they do not understand: a document stays the bytes that arrived, and an edit replaces
 * only the members it names. So numbers, escapes, order and unknown fields survive to the letter.
 */
@NullMarked
package lakehouse.gateway.json;

import org.jspecify.annotations.NullMarked;
