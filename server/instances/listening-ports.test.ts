import { expect, test } from "vitest";
import { parseListening } from "#server/instances/listening-ports";

const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0B00007F:8A3D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 00000000:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000 10001        0 2 1 0 100 0 0 10 0
   2: 0100007F:1F42 00000000:0000 0A 00000000:00000000 00:00000000 00000000 10001        0 3 1 0 100 0 0 10 0
   3: 0210D50A:1F41 0310D50A:9C40 01 00000000:00000000 00:00000000 00000000 10001        0 4 1 0 100 0 0 10 0
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:044B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 10001 0 5 1 0 100 0 0 10 0
   1: 00000000000000000000000001000000:0450 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 10001 0 6 1 0 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:0451 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 10001 0 7 1 0 100 0 0 10 0
   3: 00000000000000000000000000000000:1F42 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 10001 0 8 1 0 100 0 0 10 0
`;

test("listening ports are found in both tables, local only when no address can be reached from outside", () => {
  expect(parseListening(tables)).toEqual([
    { port: 1099, local: false },
    { port: 1104, local: true },
    { port: 1105, local: true },
    { port: 8001, local: false },
    { port: 8002, local: false },
  ]);
});

test("nonsense is no port", () => {
  expect(parseListening("cat: /proc/net/tcp6: No such file\n   x: zz")).toEqual([]);
});
