import { type FileImport, placesOf } from "@chengyun/contracts";
import { useText } from "../../strings/text.ts";

/** Words of the import, as they are said of a file of this kind: its rows are told by line, or by which feature they are. */
export const useFileWords = ({ look }: Pick<FileImport, "look">): ReturnType<typeof useText>["imports"] => {
  const words = useText().imports;
  return placesOf(look?.format) === "feature" ? { ...words, ...words.byFeature } : words;
};
