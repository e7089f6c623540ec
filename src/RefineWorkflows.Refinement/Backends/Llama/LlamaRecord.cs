using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace RefineWorkflows.Refinement.Backends.Llama;

/// <summary>
/// Which process was started for a back end and by whom, in a file: a process of ours that was killed leaves its child
/// behind, and whoever starts next ends it. Ids are used again by the system, so the time of the start counts, too.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class LlamaRecord(string file)
{
    /// <summary>Systems tell the time of a start a little differently each time.</summary>
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(2);

    public void Write(Process child)
    {
        using var own = Process.GetCurrentProcess();
        File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(new Entry(child.Id, child.StartTime, own.Id, own.StartTime)));
    }

    public void Clear() => File.Delete(file);

    /// <summary>The recorded process, when it still runs; the caller disposes it.</summary>
    /// <param name="ownerIsDead">Whether only one counts that was left behind.</param>
    public Process? Find(bool ownerIsDead)
    {
        if (Read() is not { } entry)
            return null;
        if (ownerIsDead)
        {
            using Process? owner = Running(entry.Owner, entry.OwnerStarted);
            if (owner is not null)
                return null;
        }

        return Running(entry.Child, entry.ChildStarted);
    }

    private Entry? Read()
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<Entry>(File.ReadAllBytes(file)) : null;
        }
        catch (Exception torn) when (torn is JsonException or FileNotFoundException)
        {
            // Cut off by the death of who wrote it.
            return null;
        }
    }

    private static Process? Running(int id, DateTime started)
    {
        Process? process = null;
        try
        {
            process = Process.GetProcessById(id);
            if (!process.HasExited && (process.StartTime - started).Duration() < SameStart)
                return process;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended, also between two of the questions; or it is another user's, and so not ours.
        }

        process?.Dispose();
        return null;
    }

    private sealed record Entry(int Child, DateTime ChildStarted, int Owner, DateTime OwnerStarted);
}
