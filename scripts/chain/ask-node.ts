import type { Provider } from "ethers";

import { type Ask, RpcError } from "../passport/node.ts";

/** Questions of a passport's check, put to an ethers provider that takes any. */
export function askOf(provider: Provider): Ask {
  if (!canSend(provider)) throw new TypeError("the provider takes no questions of JSON-RPC");
  return async (method, params) => {
    try {
      return await provider.send(method, [...params]);
    } catch (cause) {
      throw rpcErrorIn(cause) ?? cause;
    }
  };
}

interface Sender {
  send(method: string, params: unknown[]): Promise<unknown>;
}

function canSend(provider: object): provider is Sender {
  return "send" in provider && typeof provider.send === "function";
}

/** The error that a node answered, out of what ethers and Kobold wrap around it. */
function rpcErrorIn(thrown: unknown): RpcError | undefined {
  if (typeof thrown !== "object" || thrown === null) return undefined;
  if ("code" in thrown && typeof thrown.code === "number" && "message" in thrown)
    return new RpcError(thrown.code, String(thrown.message));
  const inner = new Map<string, unknown>(Object.entries(thrown));
  return ["cause", "error", "info"]
    .map((name) => rpcErrorIn(inner.get(name)))
    .find((each) => each !== undefined);
}
