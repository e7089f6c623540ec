namespace RefineWorkflows.Server.Composition;

/// <summary>Work that one process of a data folder does for all. The turn ends with the process, however it ends.</summary>
/// <param name="file">The file that whoever has the turn holds open.</param>
internal sealed class Turn(string file) : IDisposable
{
    private FileStream? held;

    /// <summary>Takes the turn, or keeps it.</summary>
    /// <returns>False while another process has it.</returns>
    public bool TryTake()
    {
        try
        {
            held ??= new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return false;
        }

        return true;
    }

    public void Dispose() => held?.Dispose();
}
