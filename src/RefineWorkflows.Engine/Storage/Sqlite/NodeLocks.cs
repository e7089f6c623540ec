namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>
/// Proof of life between processes on one file: who leases under a name holds a lock on a file of that name, and the
/// kernel drops it when the process dies, however it dies. All access to the files is in this class.
/// </summary>
internal sealed class NodeLocks(string databasePath) : IDisposable
{
    private static readonly TimeSpan LookTime = TimeSpan.FromMilliseconds(500);
    private readonly string folder = databasePath + ".nodes";
    private readonly Dictionary<string, FileStream> held = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Makes this process the living holder of a node name; cheap when it is already.</summary>
    /// <exception cref="NodeNameTakenException">Another living host holds the name.</exception>
    /// <exception cref="ArgumentException">The name cannot be a file name.</exception>
    public void Hold(NodeName node)
    {
        lock (gate)
        {
            if (held.ContainsKey(node.Value)) return;
            held[node.Value] = Acquire(node);
        }
    }

    /// <summary>Names that this process leases under.</summary>
    public IReadOnlyList<string> Held
    {
        get
        {
            lock (gate) return [.. held.Keys];
        }
    }

    /// <summary>Takes the locks of those nodes that nobody holds any more. While the result is not disposed, none of them can come back.</summary>
    public Graves TakeDead(IEnumerable<string> names)
    {
        var dead = new Dictionary<string, FileStream>(StringComparer.Ordinal);
        lock (gate)
        {
            foreach (string name in names)
                if (!held.ContainsKey(name) && TryOpen(name) is { } file) dead[name] = file;
        }

        return new Graves(dead);
    }

    /// <summary>Removes the files of hosts that died without a lease, so that they do not pile up.</summary>
    public void Tidy()
    {
        if (!Directory.Exists(folder)) return;
        using var dead = TakeDead(Directory.EnumerateFiles(folder, "*.lock").Select(file => System.IO.Path.GetFileNameWithoutExtension(file)));
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var file in held.Values) Remove(file);
            held.Clear();
        }
    }

    private static void Check(NodeName node)
    {
        bool isSafe = node.Value is { Length: > 0 and <= 128 } name && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        if (!isSafe) throw new ArgumentException($"The node name '{node.Value}' cannot be a file name. Use 1 to 128 letters, digits, '-', '_' and '.', and no '.' in front.", nameof(node));
    }

    // Deleted while locked, so that nobody can be the holder of a file that is about to go.
    private static void Remove(FileStream file)
    {
        using (file) File.Delete(file.Name);
    }

    private FileStream Acquire(NodeName node)
    {
        Check(node);
        Directory.CreateDirectory(folder);
        // A look by another process takes the lock for a moment: only one that stays belongs to a host.
        long start = Environment.TickCount64;
        while (Environment.TickCount64 - start < LookTime.TotalMilliseconds)
        {
            if (TryOpen(node.Value) is { } file)
            {
                if (IsStillInPlace(file)) return file;
                file.Dispose();
            }

            LockPatience.GiveWay();
        }

        throw new NodeNameTakenException(node);
    }

    // Between opening and locking, another process may have removed the file as a dead node's: then the lock is on
    // nothing. Nobody else can open a locked file, so its length is the mark that is looked for under its name.
    private static bool IsStillInPlace(FileStream file)
    {
        int mark = 1 + (Guid.NewGuid().GetHashCode() & 0xFFFFF);
        file.SetLength(mark);
        var inPlace = new FileInfo(file.Name);
        return inPlace.Exists && inPlace.Length == mark;
    }

    private FileStream? TryOpen(string name)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(System.IO.Path.Combine(folder, name + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Somebody holds it.
            return null;
        }
    }

    /// <summary>The locks of dead nodes, held until their leases have ended.</summary>
    public sealed class Graves(IReadOnlyDictionary<string, FileStream> files) : IDisposable
    {
        public IEnumerable<string> Nodes => files.Keys;

        public void Dispose()
        {
            foreach (var file in files.Values) Remove(file);
        }
    }
}
