using Microsoft.Win32.SafeHandles;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Benchmarks;

/// <summary>A fresh folder on the disk that is measured; TMPDIR chooses which.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("refine-bench-").FullName;
    private int files;

    /// <summary>A file that does not exist yet.</summary>
    public string NewFile() => Path.Combine(folder, $"{++files}.db");

    /// <summary>A database with the engine's tables and nothing in them.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken cancellationToken)
    {
        string file = NewFile();
        await using SqliteStore store = await SqliteStore.OpenAsync(file, TimeProvider.System, cancellationToken);
        return file;
    }

    /// <summary>How long this disk takes to keep a page: one overwrite of 4 KiB with a full flush, in seconds.</summary>
    public Sample MeasureSync()
    {
        using SafeFileHandle file = File.OpenHandle(NewFile(), FileMode.CreateNew, FileAccess.ReadWrite);
        byte[] page = new byte[4096];
        return new Sample(Enumerable.Range(0, 300).Select(turn => Clock.Measure(() =>
        {
            RandomAccess.Write(file, page, turn % 64 * page.Length);
            RandomAccess.FlushToDisk(file);
        })).Skip(100));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
