using System.Text.Json;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>
/// <c>trace.jsonl</c> while a run goes on: one line more for each decided iteration. It is a view of the committed
/// iterations, so it is never trusted: it grows only while it ends with the iteration before, and is made anew otherwise.
/// </summary>
internal static class TraceLog
{
    /// <summary>Adds the line of an iteration.</summary>
    /// <returns>False when the file is missing, torn, or ends with another iteration than the one before; it was not touched then.</returns>
    /// <exception cref="RunFolderException">The file could not be written, for want of space perhaps; it is as it was.</exception>
    public static bool TryAppend(string path, IterationRecord record)
    {
        if (record.Iteration == 1 || !File.Exists(path))
            return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        if (LastIteration(file) != record.Iteration - 1)
            return false;
        long end = file.Length;
        try
        {
            file.Seek(end, SeekOrigin.Begin);
            file.Write(RunJson.Trace([record]));
            return true;
        }
        catch (IOException problem)
        {
            file.SetLength(end);
            throw RunFolderException.Unwritable(path, problem);
        }
    }

    private static int? LastIteration(FileStream file)
    {
        for (long length = 64 * 1024; ; length *= 4)
        {
            byte[] tail = new byte[Math.Min(length, file.Length)];
            file.Seek(-tail.Length, SeekOrigin.End);
            file.ReadExactly(tail);
            if (tail.Length == 0 || tail[^1] != '\n')
                return null;
            int start = tail.AsSpan(0, tail.Length - 1).LastIndexOf((byte)'\n') + 1;
            if (start > 0 || tail.Length == file.Length)
                return Iteration(tail.AsMemory(start));
        }
    }

    private static int? Iteration(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<IterationRecord>(line.Span, RunJson.Line)?.Iteration;
        }
        catch (JsonException)
        {
            // A line that cannot be read is a line to be written again.
            return null;
        }
    }
}
