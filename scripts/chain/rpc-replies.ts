import type { RpcError } from "./rpc-errors.ts";

/** What a node has sent as an answer. */
export interface Replies {
  readonly isArray: boolean;
  readonly list: readonly { readonly id: unknown; readonly result?: unknown; readonly error?: RpcError }[];
}

/** Undefined if that is no JSON-RPC. */
export function repliesIn(text: string): Replies | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isArray = Array.isArray(parsed);
  const list = (Array.isArray(parsed) ? parsed : [parsed]).map(replyIn);
  const whole = list.filter((reply) => reply !== undefined);
  return list.length === 0 || whole.length < list.length ? undefined : { isArray, list: whole };
}

function replyIn(value: unknown): Replies["list"][number] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const [id, error, result] = ["id", "error", "result"].map((key): unknown => Reflect.get(value, key));
  if (error !== undefined && error !== null) return { id, error: errorIn(error) };
  return result === undefined ? undefined : { id, result };
}

function errorIn(error: unknown): RpcError {
  if (typeof error !== "object" || error === null) return { code: 0, message: String(error) };
  const [code, message, data] = ["code", "message", "data"].map((key): unknown => Reflect.get(error, key));
  return {
    code: Number(code ?? 0),
    message: typeof message === "string" ? message : "",
    ...(data !== undefined && data !== null && { data }),
  };
}
