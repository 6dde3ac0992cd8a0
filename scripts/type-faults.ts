import { join } from "node:path";
import ts from "typescript";

const host: ts.ParseConfigFileHost = {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
  },
};

/** What the compiler says of the files of a program whose path holds `part`; what they import is read, not judged. */
export const typeFaultsIn = (folder: string, config: string, part: string): readonly string[] => {
  const parsed = ts.getParsedCommandLineOfConfigFile(join(folder, config), { incremental: false }, host);
  if (parsed === undefined) throw new Error(`${join(folder, config)} can't be read`);
  const { tsBuildInfoFile: _, ...options } = parsed.options;
  const roots = parsed.fileNames.filter((path) => path.includes(part));
  if (roots.length === 0) throw new Error(`no file of ${config} lies in ${part}`);
  const program = ts.createProgram(roots, options);
  return roots.flatMap((path) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  });
};
