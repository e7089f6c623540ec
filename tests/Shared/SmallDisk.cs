namespace RefineWorkflows.Tests.Shared;

/// <summary>A disk of a few megabytes, most of them taken by a file that can be deleted to make room.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder folder = new();

    public SmallDisk(int megabytes, int taken)
    {
        Assert.True(FactOnLinuxRootAttribute.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder.Path));
        File.WriteAllBytes(Ballast, new byte[taken << 20]);
    }

    public string Path => folder.Path;

    private string Ballast => System.IO.Path.Combine(folder.Path, "ballast");

    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose()
    {
        Assert.True(FactOnLinuxRootAttribute.Run("umount", folder.Path));
        folder.Dispose();
    }
}
