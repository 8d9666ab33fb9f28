import { StandaloneServices } from "monaco-editor/editor/standalone/browser/standaloneServices.js";

/**
 * Lets Monaco draw menus and hints over the whole page. Its own way is inside the editor that has the focus: a pane of the dock
 * moves and cuts what is in it, and the colours of the theme do not reach there. To be called before anything asks Monaco for
 * a service, and after all of its parts are there.
 */
export function installPopups(): void {
  const page = document.createElement("div");
  // The class brings the colours; over the panes, under dialogs.
  page.className = "monaco-component";
  page.style.cssText = "position:fixed;top:0;left:0;z-index:40";
  document.body.append(page);
  const offset = { top: 0, quickPickTop: 0 };
  StandaloneServices.initialize({
    layoutService: {
      ...{ mainContainer: page, activeContainer: page, containers: [page], getContainer: () => page },
      ...{ mainContainerOffset: offset, activeContainerOffset: offset },
      get mainContainerDimension() {
        return { width: window.innerWidth, height: window.innerHeight };
      },
      get activeContainerDimension() {
        return { width: window.innerWidth, height: window.innerHeight };
      },
      ...{ whenContainerStylesLoaded: nothing, focus: nothing },
      ...{ onDidLayoutMainContainer: never, onDidLayoutActiveContainer: never, onDidLayoutContainer: never },
      ...{ onDidChangeActiveContainer: never, onDidAddContainer: never },
    },
  });
}

function nothing(): undefined {
  return undefined;
}

/** An event that does not happen. */
function never(): { dispose(): void } {
  return { dispose: nothing };
}
