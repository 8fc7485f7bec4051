import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";

import { z } from "zod/v4";

import type { Said } from "./words.ts";

/** What comes instead of an answer. */
export type Accident =
  | "hang"
  | "reset"
  /** The connection breaks in the middle of the answer. */
  | "half"
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** A server that says what it is told to, to see how one deals with it. */
export interface CannedNode {
  readonly url: string;
  readonly results: Map<string, unknown>;
  /** Errors by method, for ever. */
  readonly errorsOf: Map<string, Said>;
  /** Errors that the next requests get, whatever they ask. */
  readonly errors: Said[];
  /** What the next HTTP requests get. */
  next(...accidents: Accident[]): void;
  always: Accident | undefined;
  /** A method that never gets an answer. */
  hangs: string | undefined;
  status: number;
  /** How many requests it takes at once, and how it says so: by an error in an array or alone, or by a status. */
  batchLimit:
    | { readonly takes: number; readonly error: Said; readonly kind: "array" | "object" | "status" }
    | undefined;
  /** What is wrong with the next batch's answer. */
  spoil: "missing" | "foreign" | "double" | undefined;
  readonly methods: string[];
  /** Lengths of the batches that came. */
  readonly batches: number[];
  requests: number;
  headers: IncomingHttpHeaders | undefined;
  stop(): Promise<void>;
}

const requestSchema = z.object({ id: z.number(), method: z.string() });
type Request = z.infer<typeof requestSchema>;

export async function startCannedNode(): Promise<CannedNode> {
  const coming: Accident[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      node.headers = request.headers;
      node.requests += 1;
      const asked: unknown = JSON.parse(body);
      const accident = coming.shift() ?? node.always;
      if (accident === undefined) answer(asked, response);
      else happen(accident, response);
    })();
  });

  const happen = (accident: Accident, response: ServerResponse) => {
    if (accident === "hang") return;
    if (accident === "reset") {
      response.socket?.destroy();
      return;
    }
    if (accident === "half") {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"jsonrpc":', () => response.socket?.destroy());
      return;
    }
    response.writeHead(accident.status, accident.headers);
    response.end(accident.body ?? "");
  };

  const replyTo = ({ id, method }: Request) => {
    node.methods.push(method);
    const error = node.errors.shift() ?? node.errorsOf.get(method);
    if (error !== undefined) return { jsonrpc: "2.0", id, error };
    return { jsonrpc: "2.0", id, result: node.results.get(method) };
  };

  const answer = (asked: unknown, response: ServerResponse) => {
    const end = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (!Array.isArray(asked)) {
      const request = requestSchema.parse(asked);
      if (request.method !== node.hangs) end(node.status, replyTo(request));
      return;
    }
    const requests = z.array(requestSchema).parse(asked);
    node.batches.push(requests.length);
    if (requests.some(({ method }) => method === node.hangs)) {
      return;
    }
    const limit = node.batchLimit;
    if (limit !== undefined && requests.length > limit.takes) {
      const refusal = {
        jsonrpc: "2.0",
        id: limit.kind === "array" ? requests[0]?.id : null,
        error: limit.error,
      };
      end(limit.kind === "status" ? 400 : 200, limit.kind === "array" ? [refusal] : refusal);
      return;
    }
    const replies = requests.map(replyTo);
    const [first] = replies;
    if (node.spoil === "missing") replies.shift();
    if (node.spoil === "foreign") replies.unshift({ jsonrpc: "2.0", id: 9_999, result: "0x1" });
    if (node.spoil === "double" && first !== undefined) replies.push(first);
    node.spoil = undefined;
    // in any order
    end(node.status, replies.reverse());
  };

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port was given");
  const node: CannedNode = {
    url: `http://127.0.0.1:${address.port}`,
    results: new Map(),
    errorsOf: new Map(),
    errors: [],
    next: (...accidents) => coming.push(...accidents),
    always: undefined,
    hangs: undefined,
    status: 200,
    batchLimit: undefined,
    spoil: undefined,
    methods: [],
    batches: [],
    requests: 0,
    headers: undefined,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return node;
}
