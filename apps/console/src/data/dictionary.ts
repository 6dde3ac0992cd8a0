import type { Client } from "@chengyun/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, queryClient } from "./api.ts";

export { dictionaryFileUrl, rejectsUrl } from "@chengyun/client";

const askAgain = () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "dictionaries" });

export const useDictionaries = () =>
  useQuery({ queryKey: ["dictionaries", "versions"], queryFn: () => api.dictionaries() });

export const useDictionary = (id: string) =>
  useQuery({ queryKey: ["dictionaries", "version", id], queryFn: () => api.dictionary(id) });

export const useClasses = (id: string) =>
  useQuery({ queryKey: ["dictionaries", "classes", id], queryFn: () => api.dictionaryClasses(id) });

export const useClassCounts = (id: string) =>
  useQuery({ queryKey: ["dictionaries", "counts", id], queryFn: () => api.classCounts(id) });

/** What a version does, or would do, to the packs' categories. */
export const useSuccession = (id: string | undefined) =>
  useQuery({
    queryKey: ["dictionaries", "succession", id],
    queryFn: () => api.succession(id ?? ""),
    enabled: id !== undefined,
  });

export const useSetIntake = () => useMutation({ mutationFn: api.setIntake, onSuccess: askAgain });

export const useAddLocalClass = (id: string) =>
  useMutation({
    mutationFn: (asked: Parameters<Client["addLocalClass"]>[1]) => api.addLocalClass(id, asked),
    onSuccess: askAgain,
  });

export const useMapping = (id: string, from: string | undefined) =>
  useQuery({
    queryKey: ["dictionaries", "mapping", id, from],
    queryFn: () => api.mapping(id, from ?? ""),
    enabled: from !== undefined,
  });

export const useWriteMapping = (id: string) =>
  useMutation({
    mutationFn: (mapping: Parameters<Client["writeMapping"]>[1]) => api.writeMapping(id, mapping),
    onSuccess: askAgain,
  });

export const useRecode = (id: string) =>
  useMutation({ mutationFn: (from: string) => api.recode(id, from), onSuccess: askAgain });

export const useBodies = () => useQuery({ queryKey: ["dictionaries", "bodies"], queryFn: api.bodies });

export const useMapBody = () =>
  useMutation({
    mutationFn: api.mapBody,
    onSuccess: (shown) => {
      queryClient.setQueryData(["dictionaries", "bodies"], shown);
      void queryClient.invalidateQueries({ queryKey: ["case"] });
    },
  });

export const useImport = (id: string | undefined) =>
  useQuery({
    queryKey: ["dictionary-imports", id],
    queryFn: () => api.dictionaryImport(id ?? ""),
    enabled: id !== undefined,
  });

/** Every step answers the import as it stands then. */
const keep = (shown: Awaited<ReturnType<Client["dictionaryImport"]>>): void => {
  queryClient.setQueryData(["dictionary-imports", shown.id], shown);
};

export const useBeginImport = () =>
  useMutation({ mutationFn: (place: Parameters<Client["beginImport"]>[0]) => api.beginImport(place), onSuccess: keep });

export const useAddImportFile = (id: string) =>
  useMutation({ mutationFn: (file: File) => api.addImportFile(id, file, file.name), onSuccess: keep });

export const useAnswerImport = (id: string) =>
  useMutation({
    mutationFn: (answers: Parameters<Client["answerImport"]>[1]) => api.answerImport(id, answers),
    onSuccess: keep,
  });

export const useTakeImport = (id: string) => useMutation({ mutationFn: () => api.takeImport(id), onSuccess: askAgain });

/** Classes that a version leaves out, with the forms, rules and kept lists that name them. */
export const useLeftOut = (id: string) =>
  useQuery({ queryKey: ["dictionaries", "left-out", id], queryFn: () => api.leftOut(id) });
