import { startWorker } from "../importer/work.ts";

/** The importer child: one file, one task, then it ends. The api starts it and hears it. */
startWorker();
