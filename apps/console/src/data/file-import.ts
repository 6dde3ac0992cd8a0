import { fileUploadUrl, toProblemError, unreachable } from "@chengyun/client";
import type { FileImport, FileImportKind, FileLayout, FileMapping } from "@chengyun/contracts";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { currentSettings } from "../settings.ts";
import { api, queryClient } from "./api.ts";

export { fileRejectsUrl } from "@chengyun/client";

const going: ReadonlySet<FileImport["stage"]> = new Set(["looking", "reading", "running"]);
/** How often somebody who watches is told. */
const watchMs = 700;
const listMs = 4_000;

/** Whether a worker of the server is at it. */
export const isGoing = ({ stage }: Pick<FileImport, "stage">): boolean => going.has(stage);

const keyOf = (id: string) => ["file-imports", "one", id];

/** Every step answers the import as it stands then; lists are asked anew. */
const keep = (shown: FileImport): void => {
  queryClient.setQueryData(keyOf(shown.id), shown);
  void queryClient.invalidateQueries({ queryKey: ["file-imports", "list"] });
};

/** One import, asked again and again while something goes on. */
export const useFileImport = (id: string) =>
  useQuery({
    queryKey: keyOf(id),
    queryFn: () => api.fileImport(id),
    // Another import may have mended it a moment ago.
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data !== undefined && isGoing(state.data) ? watchMs : false),
  });

/** Uploaded files and what came of them, newest first. */
export const useFileImports = () =>
  useInfiniteQuery({
    queryKey: ["file-imports", "list"],
    queryFn: ({ pageParam }) => api.fileImports({ after: pageParam, limit: 100 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isGoing)) === true ? listMs : false,
  });

/** Imports of any origin: those by the command line have no uploaded file here. */
export const useImportRuns = () =>
  useQuery({ queryKey: ["import-runs"], queryFn: () => api.importRuns({ limit: 200 }) });

export const useImportTargets = () =>
  useQuery({ queryKey: ["import-targets"], queryFn: api.importTargets, staleTime: Number.POSITIVE_INFINITY });

export const useFilePreview = (shown: FileImport) =>
  useQuery({
    queryKey: ["file-imports", "preview", shown.id, shown.changedAt],
    queryFn: () => api.filePreview(shown.id),
    enabled: shown.isKept && shown.seen !== undefined,
  });

export const useRejectedRows = (shown: FileImport) =>
  useQuery({
    queryKey: ["file-imports", "rejects", shown.id, shown.changedAt],
    queryFn: () => api.rejectedRows(shown.id),
    enabled: shown.isKept,
    // Another import may have mended some of them meanwhile.
    staleTime: 0,
  });

export const useBeginFileImport = () =>
  useMutation({
    mutationFn: (wish: { kind: FileImportKind; mends?: string }) => api.beginFileImport(wish),
    onSuccess: keep,
  });

/** Sends a file and tells how much of it has gone; a browser's fetch does not tell that. */
const send = (id: string, file: File, tell: (share: number) => void): Promise<FileImport> =>
  new Promise((done, fail) => {
    const { language } = currentSettings();
    const request = new XMLHttpRequest();
    request.open("POST", fileUploadUrl(id));
    request.setRequestHeader("accept-language", language);
    request.upload.addEventListener("progress", ({ loaded, total }) => tell(total === 0 ? 0 : loaded / total));
    request.addEventListener("error", () => fail(unreachable(language)));
    request.addEventListener("load", () => {
      const body = ((): unknown => {
        try {
          return JSON.parse(request.responseText);
        } catch (fault) {
          if (fault instanceof SyntaxError) return undefined;
          throw fault;
        }
      })();
      if (request.status < 300) done(body as FileImport);
      else fail(toProblemError(body, request.status, language));
    });
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });

/** Uploads files one after another; `share` says how much of the present one has gone. */
export const useUpload = (id: string) => {
  const [share, setShare] = useState<number>();
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      let shown: FileImport | undefined;
      for (const file of files) {
        setShare(0);
        shown = await send(id, file, setShare);
      }
      return shown;
    },
    onSuccess: (shown) => shown !== undefined && keep(shown),
    onSettled: () => setShare(undefined),
  });
  return { upload, share };
};

/** A mended file as an import of its own that takes over how the other was read. */
export const useUploadMended = ({ id, kind }: Pick<FileImport, "id" | "kind">) =>
  useMutation({
    mutationFn: async (file: File) => {
      const begun = await api.beginFileImport({ kind, mends: id });
      return send(begun.id, file, () => undefined);
    },
    onSuccess: keep,
  });

export const useLayOut = (id: string) =>
  useMutation({ mutationFn: (layout: FileLayout) => api.layOutFile(id, layout), onSuccess: keep });

export const useReadBy = (id: string) =>
  useMutation({ mutationFn: (mapping: FileMapping) => api.readFileBy(id, mapping), onSuccess: keep });

export const useRunImport = (id: string) => useMutation({ mutationFn: () => api.runFileImport(id), onSuccess: keep });

export const useStopImport = (id: string) => useMutation({ mutationFn: () => api.stopFileImport(id), onSuccess: keep });

export const useMendRows = (id: string) =>
  useMutation({
    mutationFn: (mended: Parameters<typeof api.mendRows>[1]) => api.mendRows(id, mended),
    onSuccess: keep,
  });

export const useRemoveFile = (id: string) =>
  useMutation({
    mutationFn: () => api.removeFileImport(id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["file-imports"] }),
  });

export const useFit = () => useMutation({ mutationFn: api.fitPoints });

/** What an import brought in is seen everywhere else too. */
export const forgetTheMap = (): void => {
  for (const noun of ["map-outline", "things", "areas", "search"])
    void queryClient.invalidateQueries({ queryKey: [noun] });
};
