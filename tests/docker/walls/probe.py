"""Tries to get out of a container in every way a student without rights has, and prints what it reached as JSON.

argv[1]: {"addresses": [...], "ports": {"tcp": n, "udp": n}, "extra": [[address, port], ...]}
"""

import concurrent.futures
import json
import socket
import struct
import subprocess
import sys

asked = json.loads(sys.argv[1])
reached = []


def scoped(address):
    return address + "%eth0" if address.lower().startswith("fe80") or address.startswith("ff02") else address


def tcp(address, port):
    try:
        found = socket.getaddrinfo(scoped(address), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], found[1]) as client:
            client.settimeout(1.0)
            client.connect(found[4])
        return f"tcp {address} {port}"
    except OSError:
        return None


def udp(address, port):
    try:
        found = socket.getaddrinfo(scoped(address), port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(found[0], found[1]) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            if found[0] == socket.AF_INET:
                client.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 8)
            for _ in range(3):
                client.sendto(b"out", found[4])
    except OSError:
        pass


def tool(*argv):
    try:
        done = subprocess.run(argv, capture_output=True, timeout=4)
        return done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def raw(family, kind, protocol, label):
    try:
        socket.socket(family, kind, protocol).close()
        reached.append(label)
    except OSError:
        pass


pairs = [(address, asked["ports"]["tcp"]) for address in asked["addresses"]] + [tuple(pair) for pair in asked["extra"]]
with concurrent.futures.ThreadPoolExecutor(16) as pool:
    reached += [hit for hit in pool.map(lambda pair: tcp(*pair), pairs) if hit]
    everywhere = asked["addresses"] + ["255.255.255.255", "224.0.0.1", "239.1.2.3", "ff02::1"]
    list(pool.map(lambda address: udp(address, asked["ports"]["udp"]), everywhere))

first, port = asked["addresses"][0], str(asked["ports"]["tcp"])
commands = {
    "nc": ["nc", "-z", "-w", "1", first, port],
    "curl": ["curl", "-s", "-m", "1", f"http://{first}:{port}/"],
    "bash": ["timeout", "1", "bash", "-c", f"echo > /dev/tcp/{first}/{port}"],
    "ping": ["ping", "-c", "1", "-W", "1", first],
    "add address": ["ip", "address", "add", "192.0.2.77/24", "dev", "eth0"],
    "add route": ["ip", "route", "add", "default", "dev", "eth0"],
    "enable IPv6": ["sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/all/disable_ipv6"],
    "new namespace": ["unshare", "-rn", "true"],
}
reached += [name for name, argv in commands.items() if tool(*argv)]

raw(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3), "packet socket")
raw(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW, "raw IPv4 socket")
raw(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP, "raw ICMP socket")
raw(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6, "raw ICMPv6 socket")
raw(getattr(socket, "AF_VSOCK", 40), socket.SOCK_STREAM, 0, "virtual machine socket")
raw(getattr(socket, "AF_ALG", 38), socket.SOCK_SEQPACKET, 0, "kernel crypto socket")
raw(socket.AF_NETLINK, socket.SOCK_RAW, 16, "generic netlink socket")

print(json.dumps({"reached": reached}))
