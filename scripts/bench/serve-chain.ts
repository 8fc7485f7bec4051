import { once } from "node:events";
import { createServer } from "node:http";

import type { NetworkConnection } from "hardhat/types/network";

import { jsonAt, jsonList } from "../prover/json.ts";

/** Serves a chain of this process on loopback, so that other processes may ask it. */
export async function serveChain({ provider }: NetworkConnection) {
  const answer = async (text: string): Promise<string> => {
    const asked: unknown = JSON.parse(text);
    const [method, params] = [String(jsonAt(asked, "method")), [...jsonList(jsonAt(asked, "params"))]];
    const result: unknown = await provider.request({ method, params });
    return JSON.stringify({ jsonrpc: "2.0", id: jsonAt(asked, "id"), result });
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      answer(Buffer.concat(chunks).toString()).then(
        (text) => response.end(text),
        () => response.writeHead(500).end(),
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server has a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
