"use client";
import { useWorkspace } from "#app/workspace/session/session-context";

/** The instances of the experiment, one tile each. */
export function InstancesPanel() {
  const instances = useWorkspace((state) => state.instances);
  return (
    <ul className="p-3">
      {instances.map((instance) => (
        <li key={instance.name}>
          {instance.name}: {instance.state}
        </li>
      ))}
    </ul>
  );
}
