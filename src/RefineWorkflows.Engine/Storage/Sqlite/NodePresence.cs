using System.Buffers;
using System.Collections.Concurrent;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>
/// Shows that a node lives, by a lock on a file that the system drops with the process, however it ends. Whoever gets
/// that lock has proved the node gone, and need not wait for its lease.
/// </summary>
internal sealed class NodePresence(string folder) : IDisposable
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    private readonly ConcurrentDictionary<string, FileStream> held = new(StringComparer.Ordinal);

    /// <summary>Shows from now on that this node lives.</summary>
    /// <exception cref="NodeNameTakenException">Another process goes by this name.</exception>
    public void Show(NodeName node)
    {
        if (held.ContainsKey(node.Value))
            return;
        Directory.CreateDirectory(folder);
        lock (held)
        {
            if (held.ContainsKey(node.Value))
                return;
            held[node.Value] = TryLock(FileOf(node), FileMode.OpenOrCreate) ?? throw new NodeNameTakenException(node);
        }
    }

    /// <summary>Whether a node is provably gone. Cleans up after it.</summary>
    public bool IsGone(NodeName node)
    {
        if (held.ContainsKey(node.Value))
            return false;
        string file = FileOf(node);
        if (!File.Exists(file))
            return true;
        using FileStream? locked = TryLock(file, FileMode.Open);
        if (locked is null)
            return !File.Exists(file);
        File.Delete(file);
        return true;
    }

    public void Dispose()
    {
        foreach ((string node, FileStream file) in held)
        {
            // Gone before the lock is: nobody can mistake it for a living node in between.
            File.Delete(FileOf(new NodeName(node)));
            file.Dispose();
        }

        held.Clear();
    }

    private string FileOf(NodeName node)
    {
        if (node.Value.Length is 0 or > 200 || node.Value.AsSpan().ContainsAnyExcept(Allowed))
            throw new ArgumentException($"A node's name is made of letters, digits, '-', '_' and '.'; '{node.Value}' is not.", nameof(node));
        return Path.Combine(folder, $"{node.Value}.lock");
    }

    private static FileStream? TryLock(string file, FileMode mode)
    {
        try
        {
            return new FileStream(file, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException)
        {
            // Held by a living process.
            return null;
        }
    }
}
