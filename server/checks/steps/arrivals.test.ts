import { expect, test } from "vitest";
import { connectedTo } from "#server/checks/steps/arrivals";

/** As a program that listens on 8002 sees it while 10.214.0.2 and, over an IPv6 socket, 172.17.0.1 are connected. */
const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F42 00000000:0000 0A 00000000:00000000 00:00000000 00000000 10001        0 1 1 0 100 0 0 10 0
   1: 0300D60A:1F42 0200D60A:C4F6 01 00000000:00000000 00:00000000 00000000 10001        0 2 1 0 20 4 30 10 -1
   2: 0300D60A:1F43 0200D60A:C4F8 01 00000000:00000000 00:00000000 00000000 10001        0 3 1 0 20 4 30 10 -1
   3: 0300D60A:1F42 0400D60A:C4FA 06 00000000:00000000 00:00000000 00000000     0        0 0 3 0
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid
   0: 0000000000000000FFFF00000300D60A:1F42 0000000000000000FFFF0000010011AC:D2F0 01 00000000:00000000 00:00000000 00000000 10001
`;

test("who is connected to a port is read from the kernel's tables, not who was or who is connected elsewhere", () => {
  expect(connectedTo(8002, tables)).toEqual(["10.214.0.2", "172.17.0.1"]);
  expect(connectedTo(8004, tables)).toEqual([]);
});
