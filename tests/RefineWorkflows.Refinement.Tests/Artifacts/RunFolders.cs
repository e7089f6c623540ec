using System.Text;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Refinement.Tests.Artifacts;

public sealed class RunFolders
{
    [Fact]
    public async Task A_written_file_replaces_the_old_one_and_leaves_nothing_else()
    {
        using var run = new SomeRun();

        await run.Folder.WriteAtomicAsync("summary.txt", Encoding.UTF8.GetBytes("an old and long text"), CancellationToken.None);
        await run.Folder.WriteAtomicAsync("summary.txt", "new"u8.ToArray(), CancellationToken.None);

        Assert.Equal("new", run.Text("summary.txt"));
        Assert.Single(run.Everything());
    }

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_the_old_file_and_no_temporary_one()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var run = new SomeRun();
        await run.Folder.WriteAtomicAsync("best.png", "old"u8.ToArray(), CancellationToken.None);

        RunFolderException full = await Assert.ThrowsAsync<RunFolderException>(() => AtomicFile.WriteAsync(
            run.Folder.PathOf("best.png"), new byte[9000], OnAFullDisk, CancellationToken.None));

        Assert.Contains("best.png", full.Message, StringComparison.Ordinal);
        Assert.Equal("old", run.Text("best.png"));
        Assert.Single(run.Everything());

        // The kernel's own device for this: every write to it fails for want of space.
        static FileStream OnAFullDisk(string path)
        {
            File.WriteAllText(path, "begun");
            return new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        }
    }

    [Fact]
    public async Task A_cancelled_write_changes_nothing()
    {
        using var run = new SomeRun(5);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Folder.WriteAtomicAsync("iter-0001.png", "x"u8.ToArray(), cancelled.Token));

        Assert.Equal("picture 1", run.Text("iter-0001.png"));
        Assert.Single(run.Everything());
    }

    [Theory]
    [InlineData("../best.png")]
    [InlineData("a/b.png")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("c:best.png")]
    public void A_name_that_leads_out_of_the_folder_is_refused(string name)
    {
        using var run = new SomeRun();

        Assert.Throws<RunFolderException>(() => run.Folder.PathOf(name));
    }

    [Theory]
    [InlineData("iter-0001.png", 1)]
    [InlineData("iter-12345.png", 12345)]
    [InlineData("iter-01.png", null)]
    [InlineData("iter-00001.png", null)]
    [InlineData("iter-0001.png.writing", null)]
    [InlineData("best.png", null)]
    public void A_picture_is_known_by_its_name(string name, int? iteration) => Assert.Equal(iteration, RunFolder.IterationOf(name));

    [Fact]
    public void Pictures_come_in_the_order_of_their_iterations()
    {
        using var run = new SomeRun();
        foreach (int iteration in new[] { 10000, 2, 10, 1 })
            run.AddPicture(iteration);
        File.WriteAllText(run.Folder.PathOf("iter-0003.png.writing"), "half");

        Assert.Equal([1, 2, 10, 10000], run.Folder.Pictures());
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        using var run = new SomeRun();

        RunFolderException folder = Assert.Throws<RunFolderException>(() => RunFolder.Open(run.Folder.PathOf("nowhere")));
        RunFolderException file = await Assert.ThrowsAsync<RunFolderException>(() => run.Folder.ReadAsync("iter-0009.png", CancellationToken.None));

        Assert.Contains("nowhere", folder.Message, StringComparison.Ordinal);
        Assert.Contains("iter-0009.png", file.Message, StringComparison.Ordinal);
    }
}
