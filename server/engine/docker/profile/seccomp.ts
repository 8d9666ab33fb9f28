import profile from "./seccomp.json" with { type: "json" };

/**
 * The system calls a program in a container may make, as the inline JSON that the API takes. An allow-list of our own for the native
 * ABI only (a 32-bit program would reach sockets through `socketcall`, whose family cannot be filtered): no namespaces, mounts, keys,
 * BPF, performance counters or io_uring; sockets only of UNIX, INET, INET6 and NETLINK for routes and `ss`; clone3 says ENOSYS so
 * that libc falls back to clone, whose flags can be read.
 */
export const seccompProfile: string = JSON.stringify(profile);
