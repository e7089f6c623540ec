using System.Text.Json;

namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>
/// The device among the processes of one data folder: whoever holds a file open has it, so that it ends with the process,
/// however that ends. A second file is held by the one who is next: who gives the device up and wants it again
/// queues behind it, so that no process starves. Used by one caller at a time.
/// </summary>
public sealed class GpuLease : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly string id = Guid.NewGuid().ToString("N");
    private readonly string deviceFile;
    private readonly string nextFile;
    private readonly TimeProvider time;
    private FileStream? held;
    private long since;

    /// <param name="folder">Where the files lie; the same for all processes that share.</param>
    /// <param name="group">The device group.</param>
    /// <param name="time">The clock.</param>
    public GpuLease(string folder, string group, TimeProvider time)
    {
        string name = string.Concat(group.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));
        deviceFile = Path.Combine(folder, $"gpu-{name}.lock");
        nextFile = Path.Combine(folder, $"gpu-{name}.next");
        this.time = time;
    }

    /// <summary>How long this process has had the device; zero when it has not.</summary>
    public TimeSpan HeldFor => held is null ? TimeSpan.Zero : time.GetElapsedTime(since);

    /// <summary>Takes the device, or keeps it.</summary>
    /// <returns>What is in memory by the word of whoever had it before; null when this process had it last and knows.</returns>
    /// <exception cref="GpuException">The files cannot be used.</exception>
    public async Task<GpuLeaseState?> TakeAsync(CancellationToken cancellationToken)
    {
        if (held is not null)
            return null;
        await using (await OpenAsync(nextFile, cancellationToken))
            held = await OpenAsync(deviceFile, cancellationToken);
        since = time.GetTimestamp();
        GpuLeaseState state = Read(held);
        return state.Holder == id ? null : state;
    }

    /// <summary>Writes down what is in memory now. The device has to be held.</summary>
    public void Note(IReadOnlyList<string> loaded, IReadOnlyDictionary<string, long> needs)
    {
        FileStream file = held ?? throw new InvalidOperationException("Only who has the device knows what is loaded.");
        byte[] state = JsonSerializer.SerializeToUtf8Bytes(new GpuLeaseState(id, loaded, needs));
        file.SetLength(0);
        file.Write(state);
        file.Flush();
    }

    /// <summary>Whether another process waits for the device.</summary>
    public bool IsWanted()
    {
        using FileStream? free = TryOpen(nextFile);
        return free is null;
    }

    /// <summary>Lets another process have it.</summary>
    public void GiveUp()
    {
        held?.Dispose();
        held = null;
    }

    public void Dispose() => GiveUp();

    private async Task<FileStream> OpenAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryOpen(file) is { } opened)
                return opened;
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    private static FileStream? TryOpen(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException taken) when (IsTaken(taken))
        {
            return null;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new GpuException($"The file that processes take turns at the graphics card by, {file}, cannot be used: {unusable.Message}");
        }
    }

    /// <summary>EAGAIN of Linux, EWOULDBLOCK of macOS, ERROR_SHARING_VIOLATION of Windows: the file is fine, another has it.</summary>
    private static bool IsTaken(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>What cannot be read was cut off by the death of who wrote it: then nothing is known.</summary>
    private static GpuLeaseState Read(FileStream file)
    {
        byte[] state = new byte[file.Length];
        file.Seek(0, SeekOrigin.Begin);
        file.ReadExactly(state);
        file.Seek(0, SeekOrigin.Begin);
        try
        {
            return state.Length == 0 ? GpuLeaseState.Nothing : JsonSerializer.Deserialize<GpuLeaseState>(state) ?? GpuLeaseState.Nothing;
        }
        catch (JsonException)
        {
            return GpuLeaseState.Nothing;
        }
    }
}
