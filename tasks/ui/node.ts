import type { Provider } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { connectNode, type Node, urlsIn } from "../../scripts/chain/node.ts";

/** @throws RPC_FAILED, BAD_INPUT, NO_SECRET; CHAIN_MISMATCH if it is not the chain that hardhat.config.ts names */
export async function nodeOf(
  hre: HardhatRuntimeEnvironment,
): Promise<{ provider: Provider; chainId: bigint }> {
  const name = networkName(hre);
  let node: { provider: Provider; chainId: bigint };
  const urls = await urlsOf(hre);
  try {
    const provider = await providerOf(hre, urls);
    node = { provider, chainId: (await provider.getNetwork()).chainId };
  } catch (cause) {
    if (cause instanceof KoboldError && cause.code !== "RPC_FAILED") throw cause;
    const isElsewhere = urls !== undefined && !urlsIn(urls).every(isHere);
    const start = phrase`start one with \`npx hardhat node\`, or choose a network of hardhat.config.ts with --network`;
    const { message, remedy } =
      cause instanceof KoboldError ? cause.said : { message: String(cause), remedy: start };
    throw new KoboldError("RPC_FAILED", phrase`no node answers: ${message}`, isElsewhere ? remedy : start, {
      cause,
    });
  }
  const expected = hre.config.networks[name]?.chainId;
  if (expected === undefined || BigInt(expected) === node.chainId) return node;
  throw new KoboldError(
    "CHAIN_MISMATCH",
    phrase`network ${name} should be chain ${expected}, but its node says that it is chain ${node.chainId}`,
    phrase`correct the URL or the chain id of the network in hardhat.config.ts`,
  );
}

/** The network of the command line, which Hardhat leaves open where none is given, whatever its type says. */
export function networkName({ globalOptions }: HardhatRuntimeEnvironment): string {
  const given: { readonly network?: string } = globalOptions;
  return given.network ?? "default";
}

/** Hardhat's own connection, which knows one node only: the first. @throws BAD_INPUT, NO_SECRET */
export async function connectionOf(hre: HardhatRuntimeEnvironment) {
  const urls = (await urlsOf(hre)) ?? "";
  if (!urls.includes(",")) return hre.network.getOrCreate();
  const [url] = urlsIn(urls);
  return hre.network.create({ network: networkName(hre), override: { url: url?.href ?? urls } });
}

/** Ends what a command has asked and no longer waits for, since its process would not end before. */
export function closeNodes(hre: HardhatRuntimeEnvironment): void {
  for (const node of opened.get(hre) ?? []) node.destroy();
  opened.delete(hre);
}

const opened = new WeakMap<HardhatRuntimeEnvironment, Node[]>();

/** The URLs of the network, separated by commas; undefined for a chain of this process. */
async function urlsOf(hre: HardhatRuntimeEnvironment): Promise<string | undefined> {
  const network = hre.config.networks[networkName(hre)];
  if (network?.type !== "http") return undefined;
  const urls = await network.url.get();
  urlsIn(urls);
  return urls;
}

function isHere({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname.startsWith("127.");
}

/** A node is asked without Hardhat's connection, which takes a third of a second to load and wants accounts. */
async function providerOf(hre: HardhatRuntimeEnvironment, urls: string | undefined): Promise<Provider> {
  const network = hre.config.networks[networkName(hre)];
  if (urls === undefined || network?.type !== "http" || isProxied())
    return (await connectionOf(hre)).ethers.provider;
  const node = await connectNode(urls, { headers: network.httpHeaders });
  opened.set(hre, [...(opened.get(hre) ?? []), node]);
  return node;
}

/** Hardhat knows the way through a proxy. */
function isProxied(): boolean {
  return ["http_proxy", "https_proxy"].some((name) => process.env[name] ?? process.env[name.toUpperCase()]);
}
