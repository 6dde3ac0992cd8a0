import { useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";

/** Whether the platform is overloaded; asked apart from the live feed, which may be late then. */
export const useLoad = () => useQuery({ queryKey: ["load"], queryFn: api.load, refetchInterval: 10_000 });
