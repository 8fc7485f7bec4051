/** Lines that a guide has typed into a terminal. */
export interface GuideBlock {
  readonly terminal: string;
  readonly script: string;
}

/** The steps of a guide: blocks `sh NAME` that no numbered paragraph parts may run at once. */
export function guideSteps(markdown: string): GuideBlock[][] {
  return markdown
    .split(/^\*\*\d+\.\*\* /m)
    .map((step) =>
      [...step.matchAll(/^```sh (\w+)\n([^]*?)^```$/gm)].map(([, terminal = "", script = ""]) => ({
        terminal,
        script,
      })),
    )
    .filter((blocks) => blocks.length > 0);
}
