package var.rmi.chat;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** What clients may ask of the server. */
public interface Chat extends Remote {

    /** Takes part under a name; from now on the listener is called for each line of the others. */
    void join(String name, Listener listener) throws RemoteException;

    /** Sends a line to all others. */
    void say(String name, String line) throws RemoteException;

    /** Ends taking part. */
    void leave(String name) throws RemoteException;
}
