import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Provider } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { Deployment } from "../../scripts/core/deployment.ts";
import { takeUp, whyFailed } from "../../scripts/desk/carry-out.ts";
import { accountOf, makeOwn } from "../../scripts/desk/own-vault.ts";
import { refreshLots } from "../../scripts/desk/refresh.ts";
import { LeftToOwners } from "../../scripts/desk/unsigned.ts";
import { lazyProver } from "../../scripts/prover/lazy-prover.ts";
import type { OperationRecord } from "../../scripts/vault/operation-record.ts";
import { OPERATION_STATE_WORDS, OPERATION_WORDS } from "../../scripts/vault/words.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { listed, phrase } from "../../scripts/core/phrase.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import { historyOf } from "../../scripts/chain/history/keep-history.ts";
import { type Desk, deskOnChain, openDesk } from "../../scripts/desk/desk.ts";
import { openCopy, openVault, type Vault } from "../../scripts/vault/vault.ts";
import { action, type Given } from "./action.ts";
import { type DeploymentArguments, findDeployment, requireLive, walletOf } from "./chain.ts";
import { type Answer, tell } from "./print.ts";
import { vaultPassphrase, walletKey } from "./secrets.ts";
import { leftAnswer, unsignedSetting } from "./unsigned.ts";

type DeskArguments = DeploymentArguments &
  Given<"vault" | "confirmations" | "maxFee"> & {
    readonly again?: boolean;
    readonly unsigned?: string;
    readonly contractAccount?: string;
  };

/** A transaction of a public chain may take this long before the task gives up waiting for it. */
const TIMEOUT_MS = 180_000;

/** What a process that Ctrl-C ended exits with. */
const INTERRUPTED = 130;

function tellWhatStands({ journal }: Vault, deployment: Deployment): void {
  const sent = journal.unfinished(deployment).filter(({ state }) => state === "sent");
  tell(
    sent.length === 0
      ? phrase`interrupted: nothing is on its way`
      : phrase`interrupted, and on its way: ${listed(sent.map(({ kind }) => OPERATION_WORDS[kind]))}; \`vault status\` goes on with it, and \`operation cancel\` calls it off`,
  );
}

/** How long an action that only looks waits for a vault that is in use. */
const LOOK_MS = 500;

type DeskWork<Given> = (given: Given, desk: Desk, hre: HardhatRuntimeEnvironment) => Answer | Promise<Answer>;

/**
 * An action that only looks, so that it need not wait for a process that works on the vault, such as an import: then it
 * looks at a copy of this moment's vault.
 */
export function lookAction<
  Texts extends string = never,
  Flags extends string = never,
  Lists extends string = never,
>(work: DeskWork<DeskArguments & Given<Texts, Flags, Lists>>) {
  const folders: string[] = [];
  const open = (file: string, passphrase: string): Vault => {
    try {
      return openVault(file, passphrase, { warn: tell, waitMs: LOOK_MS });
    } catch (error) {
      if (!(error instanceof KoboldError && error.code === "VAULT_BUSY")) throw error;
      const folder = mkdtempSync(path.join(tmpdir(), "kobold-look-"));
      folders.push(folder);
      const vault = openCopy(file, folder, passphrase);
      tell(phrase`${error.said.message}: this is how it was at this moment`);
      return vault;
    }
  };
  const act = deskAction<Texts, Flags, Lists>(
    work,
    open,
    (vault) => !folders.some((each) => vault.file.startsWith(each)),
  );
  return async (...args: Parameters<typeof act>): Promise<void> => {
    try {
      await act(...args);
    } finally {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    }
  };
}

/**
 * An action at a firm's desk: opens its vault, takes up what an earlier run has left, and closes it again.
 * @param openWith opens or makes the vault of a desk that stands at `deployment` with the wallet of `holder`
 * @param isOwn whether what it opens is the vault itself
 */
export function deskAction<
  Texts extends string = never,
  Flags extends string = never,
  Lists extends string = never,
>(
  work: DeskWork<DeskArguments & Given<Texts, Flags, Lists>>,
  openWith: (
    file: string,
    passphrase: string,
    desk: {
      readonly given: Given<Texts, Flags, Lists>;
      readonly deployment: Deployment;
      readonly holder: string;
      readonly provider: Provider;
    },
  ) => Vault | Promise<Vault> = (file, passphrase) => openVault(file, passphrase, { warn: tell }),
  isOwn: (vault: Vault) => boolean = () => true,
) {
  return action(async (given: DeskArguments & Given<Texts, Flags, Lists>, hre) => {
    const confirmations = Math.max(1, Number(parseDecimal("--confirmations", given.confirmations, 0)));
    const live = await findDeployment(hre, given.deployment);
    const { provider, chainId, contracts } = live;
    const wallet = walletOf(await walletKey(hre));
    // all that is asked of the chain in any case is asked at once
    const onChain = deskOnChain(live, wallet.address);
    onChain.catch(() => undefined);
    const history = await historyOf(contracts.cobaltLot);
    history.begin();
    await requireLive(live);
    const settings = {
      confirmations,
      timeoutMs: TIMEOUT_MS,
      again: given.again === true,
      ...unsignedSetting(given.unsigned),
      ...(given.maxFee === "" ? {} : { maxFeePerGas: parseDecimal("--max-fee", given.maxFee, 9) }),
      onTakenUp: ({ kind, createdAt }: OperationRecord) => {
        tell(
          phrase`an equal operation was on its way (${OPERATION_WORDS[kind]}, since ${new Date(createdAt).toISOString()}): it is taken up, not repeated; --again does it once more`,
        );
      },
    };
    const deployment = { chainId, cobaltLot: await contracts.cobaltLot.getAddress() };
    const opening = { given, deployment, holder: wallet.address, provider };
    const vault = await openWith(given.vault, await vaultPassphrase(hre), opening);
    const prover = lazyProver(async () =>
      (await import("../../scripts/prover/create-prover.ts")).createProver(),
    );
    const interrupted = () => {
      tellWhatStands(vault, deployment);
      process.exit(INTERRUPTED);
    };
    process.once("SIGINT", interrupted);
    try {
      const wanted = given.contractAccount === "" ? undefined : given.contractAccount;
      const account = accountOf(vault, wallet.address, wanted);
      makeOwn(vault, deployment, account, wallet.address);
      const parts = { vault, wallet, account, provider, contracts, prover, settings };
      const desk = await openDesk(parts, account === wallet.address ? onChain : undefined);
      // of a copy, whoever holds the vault does it
      const resumed = isOwn(vault) ? await takeUp(desk) : [];
      for (const { operation } of resumed) {
        const { kind, state } = operation;
        const now = phrase`resumed: ${OPERATION_WORDS[kind]}, now ${OPERATION_STATE_WORDS[state]}`;
        tell(state === "failed" ? phrase`${now}: ${whyFailed(operation)}` : now);
      }
      // what was begun before that may be older than what was resumed
      if (resumed.length > 0) await history.synced();
      await refreshLots(desk);
      return await work(given, desk, hre);
    } catch (thrown) {
      if (!(thrown instanceof LeftToOwners)) throw thrown;
      return leftAnswer(given.unsigned ?? "", thrown.transaction);
    } finally {
      process.off("SIGINT", interrupted);
      vault.close();
      await prover.close();
    }
  });
}
