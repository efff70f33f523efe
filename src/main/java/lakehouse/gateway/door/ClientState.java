package lakehouse.gateway.door;

/** Where the connection of a client stands. */
enum ClientState {
    /** The client may still send and read. */
    OPEN,
    /** The client sends no more; whether it reads on cannot be seen from here. */
    CLOSED_BY_CLIENT,
    /** The client sends no more, and is a program of this machine that still has its end open. */
    HALF_CLOSED,
    /** No such connection. */
    ABSENT
}
