import { Command } from "commander";
import { backupCommand, restoreCommand } from "./commands/backup.ts";
import { clockCommand } from "./commands/clock.ts";
import { exportCommand } from "./commands/export.ts";
import { importDictionaryCommand } from "./commands/import-dictionary.ts";
import { importFileCommands } from "./commands/import-file.ts";
import { initCommand } from "./commands/init.ts";
import { playCommand } from "./commands/play.ts";
import { replayCommand } from "./commands/replay.ts";
import { verifyCommand } from "./commands/verify.ts";
import { witnessCommand } from "./commands/witness.ts";

const program = new Command("chengyun")
  .description("城运命令行 · Chengyun from the command line")
  .showHelpAfterError()
  // A command with commands below it leaves their options to them.
  .enablePositionalOptions()
  .addCommand(initCommand())
  .addCommand(exportCommand())
  .addCommand(
    [...importFileCommands(), importDictionaryCommand()].reduce(
      (all, one) => all.addCommand(one),
      new Command("import").description("导入 · bring data in"),
    ),
  )
  .addCommand(playCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(clockCommand())
  .addCommand(replayCommand())
  .addCommand(verifyCommand())
  .addCommand(witnessCommand());

await program.parseAsync();
