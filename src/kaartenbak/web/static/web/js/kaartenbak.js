// The behaviour of the pages. Each file looks after one thing and needs nothing but the markup it names.
import { start as startAgain } from "./again.js";
import { start as startCells } from "./cells.js";
import { start as startChips } from "./chips.js";
import { start as startCombobox } from "./combobox.js";
import { start as startDialogs } from "./dialogs.js";
import { start as startDrafts } from "./drafts.js";
import { start as startDropping } from "./dropping.js";
import { start as startEditing } from "./editing.js";
import { start as startKeys } from "./keys.js";
import { start as startLeaving } from "./leaving.js";
import { start as startMenus } from "./menus.js";
import { start as startOpened } from "./opened.js";
import { start as startPalette } from "./palette.js";
import { start as startPeek } from "./peek.js";
import { start as startRefused } from "./refused.js";
import { start as startRequests } from "./requests.js";
import { start as startReturning } from "./returning.js";
import { start as startRows } from "./rows.js";
import { start as startScrolling } from "./scrolling.js";
import { start as startSelecting } from "./selecting.js";
import { start as startTimes } from "./times.js";
import { start as startToasts } from "./toasts.js";
import { start as startWidths } from "./widths.js";

for (const start of [
  startToasts, startRequests, startDialogs, startMenus, startCombobox, startDrafts, startEditing, startKeys, startRows, startTimes,
  startScrolling, startAgain, startChips, startLeaving, startSelecting, startOpened, startPalette, startPeek, startCells, startReturning,
  startWidths, startRefused, startDropping,
]) {
  start();
}
