// What the page does beyond being read: everything here makes quicker what links and forms do without it, or asks the API
// for what needs it (review, adding, setting a date). All state is in the address; the document is made by the server.

import { watchAdding } from "./add";
import { watchKeys } from "./keys";
import { watchLinks } from "./go";
import { watchReport } from "./report";
import { watchReview } from "./review";
import { watchTimeline } from "./timeline";
import { watchTheme } from "./theme";

document.documentElement.classList.add("scripted");
watchTheme();
watchLinks();
watchKeys();
watchReview();
watchReport();
watchTimeline();
watchAdding();
