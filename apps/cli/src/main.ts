import { Command } from "commander";
import { replayCommand } from "./commands/replay.ts";

const program = new Command("chengyun")
  .description("城运命令行 · Chengyun from the command line")
  .showHelpAfterError()
  .addCommand(replayCommand());

await program.parseAsync();
