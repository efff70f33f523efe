/** What operators are told. */
package lakehouse.gateway.health;
