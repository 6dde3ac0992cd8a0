import { Command } from "commander";
import { exportCommand } from "./commands/export.ts";
import { replayCommand } from "./commands/replay.ts";
import { verifyCommand } from "./commands/verify.ts";

const program = new Command("chengyun")
  .description("城运命令行 · Chengyun from the command line")
  .showHelpAfterError()
  .addCommand(exportCommand())
  .addCommand(replayCommand())
  .addCommand(verifyCommand());

await program.parseAsync();
