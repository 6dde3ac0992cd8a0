import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { recallAll, startSync, sync } from "./data/sync.ts";
import "@chengyun/ui/tokens.css";
import "@chengyun/ui/ui.css";
import "./field.css";

const root = document.getElementById("app");
if (root !== null) createRoot(root).render(<App />);

if ("serviceWorker" in navigator && import.meta.env.PROD)
  void navigator.serviceWorker.register("/field/service-worker.js", { scope: "/field" });

const start = async (): Promise<void> => {
  await recallAll();
  startSync();
  await sync();
};
void start();
