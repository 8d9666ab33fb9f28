package var.rmi.chat;

import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.rmi.server.UnicastRemoteObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows who takes part and passes each line on to all others. */
public final class ChatServer implements Chat {

    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    public static void main(String[] args) throws Exception {
        // RMI writes this name into every reference that leaves the program.
        System.setProperty("java.rmi.server.hostname", Conf.OWN_HOST);

        Registry registry = LocateRegistry.createRegistry(Conf.REGISTRY_PORT);
        registry.rebind(Conf.CHAT_NAME, UnicastRemoteObject.exportObject(new ChatServer(), Conf.CHAT_PORT));
        System.out.println("Server was started on port " + Conf.REGISTRY_PORT + ".");
    }

    @Override
    public void join(String name, Listener listener) throws RemoteException {
        System.out.println(name + " joins from " + caller() + ".");
        listener.deliver("Welcome to the chat, " + name + ".");
        synchronized (listeners) {
            listeners.put(name, listener);
        }
        tellOthers(name, name + " has joined.");
    }

    @Override
    public void say(String name, String line) {
        System.out.println(name + ": " + line);
        tellOthers(name, name + ": " + line);
    }

    @Override
    public void leave(String name) {
        synchronized (listeners) {
            listeners.remove(name);
        }
        System.out.println(name + " has left.");
        tellOthers(name, name + " has left.");
    }

    private void tellOthers(String name, String line) {
        Map<String, Listener> others;
        synchronized (listeners) {
            others = new LinkedHashMap<>(listeners);
        }
        others.remove(name);
        others.forEach((other, listener) -> deliver(other, listener, line));
    }

    private void deliver(String name, Listener listener, String line) {
        try {
            listener.deliver(line);
        } catch (RemoteException failure) {
            System.err.println("Cannot reach " + name + " any more: " + failure.getMessage());
            synchronized (listeners) {
                listeners.remove(name, listener);
            }
        }
    }

    /** The address of the host whose call is being served. */
    private static String caller() {
        try {
            return RemoteServer.getClientHost();
        } catch (ServerNotActiveException impossible) {
            return "here";
        }
    }
}
