/**
 * The two lines that a service says about the connection on which it was asked.
 *
 * @param {string} service such as "Service 1"
 * @param {import("node:net").Socket} socket the connection
 */
export function describe(service, socket) {
  return [
    `${service} was asked by ${plain(socket.remoteAddress)}:${socket.remotePort}`,
    `${service} answers from ${plain(socket.localAddress)}:${socket.localPort}`,
  ];
}

/**
 * An IPv4 address without the prefix it has on an IPv6 socket.
 *
 * @param {string | undefined} address
 */
function plain(address) {
  return (address ?? "unknown").replace(/^::ffff:/, "");
}
