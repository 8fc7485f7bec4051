import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";

const init: NewTaskActionFunction<DeskArguments> = async (given, hre) => {
  const { createVault } = await import("../../scripts/vault/vault.ts");
  const create = (file: string, passphrase: string) => Promise.resolve(createVault(file, passphrase));
  const work = async (desk: Parameters<Parameters<typeof withDesk>[2]>[0]) => {
    const { isPublished, publishKey } = await import("../../scripts/desk/publish.ts");
    if (!(await isPublished(desk))) await publishKey(desk);
    console.log(`${given.vault} is the vault of ${desk.wallet.address}; others can now seal notes to it`);
  };
  await withDesk(hre, given, work, create);
};

export default init;
