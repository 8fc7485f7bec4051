import { applicationFile, traceFile } from "../../scripts/desk/site-keys.ts";
import { deskAction } from "../ui/desk.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { sealedAnswer, type SendingWords, sendingOf } from "../ui/sealed.ts";

export default deskAction<SendingWords | "name" | "accreditor" | "authority">(async (given, desk) => {
  const cover = await sendingOf(desk, given);
  const application = await applicationFile(desk, given.name, { ...cover, to: given.accreditor });
  const trace = await traceFile(desk, given.name, { ...cover, to: given.authority });
  const files = [`${given.out}.application.json`, `${given.out}.trace.json`] as const;
  sealedAnswer(files[0], application);
  sealedAnswer(files[1], trace);
  return {
    json: { application: files[0], trace: files[1] },
    lines: [
      phrase`${files[0]} is for the accreditor, who registers the site with it`,
      phrase`${files[1]} is for the tracing authority, who confirms the site with it`,
    ],
  };
});
