import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** How a proxied answer goes wrong. */
export type Fault =
  /** The request never gets there, and no answer comes. */
  | "silent"
  /** The request is carried out, and no answer comes. */
  | "deaf"
  /** The connection breaks before the request gets there. */
  | "reset"
  | "late"
  /** The request is carried out twice, and the second answer is given. */
  | "twice"
  | "garbage"
  | "not JSON"
  | "error 500";

export interface FaultyRpc {
  readonly url: string;
  /** Whether a request, by its method, goes wrong, and how. */
  fault: (method: string) => Fault | undefined;
  stop(): Promise<void>;
}

const LATE_MS = 150;

/** A node's RPC behind a proxy that does to answers what networks and bad nodes do. */
export async function startFaultyRpc(upstream: (body: string) => Promise<string>): Promise<FaultyRpc> {
  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const fault = rpc.fault(methodOf(body));
      if (fault === "silent") return;
      if (fault === "reset") {
        request.socket.destroy();
        return;
      }
      if (fault === "late") await delay(LATE_MS);
      const first = await upstream(body);
      const answer = fault === "twice" ? await upstream(body) : first;
      if (fault === "deaf") return;
      response.statusCode = fault === "error 500" ? 500 : 200;
      response.setHeader("content-type", "application/json");
      response.end(fault === "garbage" ? garbled(answer) : fault === "not JSON" ? "<html>" : answer);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port was given");
  const rpc: FaultyRpc = {
    url: `http://127.0.0.1:${address.port}`,
    fault: () => undefined,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return rpc;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

function methodOf(body: string): string {
  return /"method":"(\w+)"/.exec(body)?.[1] ?? "";
}

/** An answer of the right form that makes no sense. */
function garbled(answer: string): string {
  const id = /"id":(\d+)/.exec(answer)?.[1] ?? "1";
  return `{"jsonrpc":"2.0","id":${id},"result":{"blockNumber":"banana","status":"0x7","hash":"0x12"}}`;
}
