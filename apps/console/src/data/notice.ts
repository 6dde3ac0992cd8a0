import type {
  ChannelIn,
  EscalationIn,
  NoticeSettingsIn,
  TemplateIn,
  TemplateTest,
  TemplateWords,
} from "@chengyun/contracts";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { api, queryClient } from "./api.ts";

/** The newest of what was told to this person, for the bell. */
export const useNotices = (enabled: boolean) =>
  useQuery({ queryKey: ["notices", "newest"], queryFn: () => api.notices({ limit: 50 }), enabled });

/** What a person's page of notices is asked for. */
export interface NoticesAsked {
  readonly unread: boolean;
  readonly waiting: boolean;
  readonly type: string | undefined;
}

export const useOwnNotices = ({ unread, waiting, type }: NoticesAsked) =>
  useInfiniteQuery({
    queryKey: ["notices", "own", unread, waiting, type],
    queryFn: ({ pageParam }) =>
      api.notices({
        after: pageParam,
        limit: 50,
        type,
        ...(unread ? { unread: "true" } : {}),
        ...(waiting ? { waiting: "true" } : {}),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

const again =
  (...keys: readonly string[]) =>
  () =>
    Promise.all(keys.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));

export const useReadNotice = () => useMutation({ mutationFn: api.readNotice, onSuccess: again("notices") });

export const useAcknowledge = () => useMutation({ mutationFn: api.acknowledgeNotice, onSuccess: again("notices") });

export const useShowNotices = () => useMutation({ mutationFn: api.showNotices });

export const useNoticeSettings = () => useQuery({ queryKey: ["notice-settings"], queryFn: api.noticeSettings });

export const useSetNoticeSettings = () =>
  useMutation({
    mutationFn: (settings: z.input<typeof NoticeSettingsIn>) => api.setNoticeSettings(settings),
    onSuccess: again("notice-settings"),
  });

export const useTemplates = () => useQuery({ queryKey: ["templates"], queryFn: api.templates });

export const useEditTemplate = () =>
  useMutation({
    mutationFn: ({ type, words }: { type: string; words: z.input<typeof TemplateIn> }) => api.editTemplate(type, words),
    onSuccess: again("templates"),
  });

export const useEscalations = () => useQuery({ queryKey: ["escalations"], queryFn: api.escalations });

export const useSetEscalation = () =>
  useMutation({
    mutationFn: ({ type, set }: { type: string; set: z.input<typeof EscalationIn> }) => api.setEscalation(type, set),
    onSuccess: again("escalations"),
  });

/** Sends a template to whoever asks. */
export const useTestTemplate = () =>
  useMutation({
    mutationFn: ({ type, test }: { type: string; test: z.input<typeof TemplateTest> }) => api.testTemplate(type, test),
    onSuccess: again("notices"),
  });

const waiting: readonly string[] = ["queued", "held"];
const receiptMs = 1_000;

/** A receipt, asked again until it is known how the sending ended. */
export const useReceipt = (id: string | undefined) =>
  useQuery({
    queryKey: ["receipt", id],
    queryFn: () => api.delivery(id ?? ""),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data } }) => (data !== undefined && waiting.includes(data.state) ? receiptMs : false),
  });

/** What words would say, filled with samples; asked again with every word. */
export const usePreview = (type: string, words: z.input<typeof TemplateWords>) =>
  useQuery({
    queryKey: ["template-preview", type, words],
    queryFn: () => api.previewTemplate(type, words),
    placeholderData: keepPreviousData,
  });

export const useChannels = () => useQuery({ queryKey: ["channels"], queryFn: api.channels });

export const useSetChannel = () =>
  useMutation({
    mutationFn: ({ id, channel }: { id: string | undefined; channel: z.input<typeof ChannelIn> }) =>
      api.setChannel(id, channel),
    onSuccess: again("channels"),
  });

export const useTestChannel = () =>
  useMutation({
    mutationFn: ({ id, to }: { id: string; to: string | undefined }) => api.testChannel(id, to),
    onSuccess: again("channels"),
  });

export const useDeliveries = (state: "given-up" | undefined) =>
  useInfiniteQuery({
    queryKey: ["deliveries", state],
    queryFn: ({ pageParam }) => api.deliveries({ after: pageParam, limit: 100, state }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

export const useRetryDelivery = () =>
  useMutation({
    mutationFn: ({ id, channel }: { id: string; channel: "email" | "sms" | undefined }) =>
      api.retryDelivery(id, channel),
    onSuccess: again("deliveries"),
  });

export const useSettleDelivery = () =>
  useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => api.settleDelivery(id, reason),
    onSuccess: again("deliveries"),
  });
