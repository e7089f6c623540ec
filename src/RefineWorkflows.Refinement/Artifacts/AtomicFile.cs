using System.Runtime.InteropServices;
using System.Text;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>Writes a file so that after a power cut either the old or the new content is there, whole.</summary>
public static class AtomicFile
{
    private const string TemporarySuffix = ".writing";

    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => WriteAsync(path, content, Create, cancellationToken);

    /// <param name="path">The file to write.</param>
    /// <param name="content">All of its bytes.</param>
    /// <param name="create">Opens the temporary file: a seam for tests of full disks.</param>
    /// <param name="cancellationToken">Stops before the file is put in place; never leaves it half-written.</param>
    internal static async Task WriteAsync(
        string path, ReadOnlyMemory<byte> content, Func<string, FileStream> create, CancellationToken cancellationToken)
    {
        // In the same folder: a rename across file systems is a copy, and a copy can be cut in half.
        string temporary = path + TemporarySuffix;
        try
        {
            await using (FileStream stream = create(temporary))
            {
                await stream.WriteAsync(content, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception problem)
        {
            File.Delete(temporary);
            if (problem is IOException or UnauthorizedAccessException)
                throw RunFolderException.Unwritable(path, problem);
            throw;
        }

        // Without this the new name itself may be gone after a power cut.
        if (OperatingSystem.IsLinux())
            SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static FileStream Create(string path)
        => new(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });

    private static void SyncFolder(string folder)
    {
        const int readOnly = 0;
        int descriptor = Open([.. Encoding.UTF8.GetBytes(folder), 0], readOnly);
        if (descriptor < 0)
            throw new IOException($"The folder '{folder}' could not be opened to make a file in it durable (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (Fsync(descriptor) != 0)
                throw new IOException($"The folder '{folder}' could not be made durable (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

#pragma warning disable SYSLIB1054 // Only numbers and a byte array cross: no generated marshalling, and no unsafe code, is needed.
    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054
}
