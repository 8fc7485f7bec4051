import { curves, type Curve } from "snarkjs";

let users = 0;

/**
 * Runs something that uses snarkjs and then ends snarkjs's worker threads, without which no process exits.
 * snarkjs keeps one curve a process, so the threads end when the last of several users has finished.
 */
export async function withCurve<T>(use: (curve: Curve) => Promise<T>): Promise<T> {
  const release = await openCurve();
  try {
    return await use(await curves.getCurveFromName("bn128"));
  } finally {
    await release();
  }
}

/** Keeps snarkjs's worker threads alive until the function that it returns is called. */
export async function openCurve(): Promise<() => Promise<void>> {
  users += 1;
  await curves.getCurveFromName("bn128");
  let open = true;
  return async () => {
    if (!open) return;
    open = false;
    users -= 1;
    if (users === 0) await (await curves.getCurveFromName("bn128")).terminate();
  };
}
