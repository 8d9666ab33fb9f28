"use client";
import { AssistiveDndState, type DndState, type TreeInstance } from "@headless-tree/core";
import { AssistiveTreeDescription } from "@headless-tree/react";
import { useTranslations } from "next-intl";
import type { Translator } from "#app/i18n/translator";
import type { TreeNode } from "#app/workspace/files/tree-data";

/** Says to screen readers how things are moved by keyboard, and where they are on the way. */
export function MovingDescription({ tree }: { tree: TreeInstance<TreeNode> }) {
  const t = useTranslations("editing.moving");
  return (
    <AssistiveTreeDescription
      tree={tree}
      getLabel={(_, state, { startDrag, dragUp, dragDown, completeDrag, cancelDrag }) => {
        const { dnd } = tree.getState();
        const start = startDrag?.hotkey ?? "";
        const items = dnd?.draggedItems?.map((item) => item.getItemName()).join(", ") ?? "";
        const place = placeOf(t, dnd);
        if (state === AssistiveDndState.Completed) return t("ended", { start });
        if (state === AssistiveDndState.Aborted) return t("cancelled", { start });
        if (state === AssistiveDndState.Dragging) return items === "" ? place : t("over", { items, place });
        if (state !== AssistiveDndState.Started) return t("how", { start });
        const keys = {
          up: dragUp?.hotkey ?? "",
          down: dragDown?.hotkey ?? "",
          drop: completeDrag?.hotkey ?? "",
          cancel: cancelDrag?.hotkey ?? "",
        };
        return items === "" ? t("startedFiles", { place, ...keys }) : t("started", { items, place, ...keys });
      }}
    />
  );
}

function placeOf(t: Translator<"editing.moving">, dnd: DndState<TreeNode> | null | undefined): string {
  if (dnd?.dragTarget === undefined) return t("nowhere");
  const { path, label } = dnd.dragTarget.item.getItemData();
  return path === "" ? t("inRoot") : t("in", { folder: label });
}
