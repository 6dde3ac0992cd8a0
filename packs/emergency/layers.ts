import type { Layer } from "@chengyun/kernel";
import { expertPost, reliefStock, rescueTeam, rescueVehicle } from "./things.ts";

export const layers: readonly Layer[] = [
  { id: "rescue-teams", thing: rescueTeam },
  { id: "rescue-vehicles", thing: rescueVehicle },
  { id: "relief-stocks", thing: reliefStock },
  { id: "expert-posts", thing: expertPost },
];
