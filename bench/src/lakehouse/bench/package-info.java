/**
 * The benchmark: starts one contender after another in front of the same canned upstream, sends all of them the same calls,
 * and reports medians and ratios. It uses the JDK alone, listens on loopback and free ports, and ends only what it started.
 */
package lakehouse.bench;
