// The gateway listens on all addresses and has no option for another one.
const { Server } = require("net");
const listen = Server.prototype.listen;

Server.prototype.listen = function (port, ...rest) {
    return listen.call(this, { port, host: "127.0.0.1", backlog: 8192 }, rest.find((item) => typeof item === "function"));
};
