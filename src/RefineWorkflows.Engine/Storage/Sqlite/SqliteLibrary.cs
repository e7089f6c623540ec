using System.Runtime.InteropServices;
using SQLitePCL;

namespace RefineWorkflows.Engine.Storage.Sqlite;

/// <summary>
/// Which native SQLite this process runs: the system's when it is newer than the one shipped here, so that its security
/// updates count. Set <c>REFINE_SQLITE_LIBRARY</c> to <c>bundled</c> to insist on the shipped one.
/// </summary>
public static unsafe class SqliteLibrary
{
    private const string BundledName = "e_sqlite3";
    private static readonly Choice InUse = Choose();

    /// <summary>Version of the native library in use, for example <c>3.40.1</c>.</summary>
    public static string Version { get; } = raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Whether the system's library is used instead of the shipped one.</summary>
    public static bool IsSystem => InUse.IsSystem;

    /// <summary>Decides once for the process; every use of SQLite, also through Microsoft.Data.Sqlite, comes after this.</summary>
    /// <exception cref="DllNotFoundException">There is neither a shipped nor a system library.</exception>
    public static void Load() => _ = InUse;

    /// <summary>The errno of the last failed system call on a connection; 0 when unknown.</summary>
    internal static int SystemError(sqlite3 database) =>
        InUse.SystemError == null ? 0 : InUse.SystemError(database.DangerousGetHandle());

    private static Choice Choose()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        NativeLibrary.TryLoad(BundledName, provider, DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories, out nint bundled);
        nint system = 0;
        if (bundled == 0 || Environment.GetEnvironmentVariable("REFINE_SQLITE_LIBRARY") != "bundled")
            foreach (string name in (string[])["libsqlite3.so.0", "libsqlite3.dylib"])
                if (NativeLibrary.TryLoad(name, out system)) break;

        bool isSystem = VersionOf(system) > VersionOf(bundled);
        nint handle = isSystem ? system : bundled;
        NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name == BundledName ? handle : 0);
        Batteries_V2.Init();
        return new Choice(isSystem, Export(handle, "sqlite3_system_errno"));
    }

    private static int VersionOf(nint library)
    {
        if (library == 0 || !NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out nint version)) return 0;
        return ((delegate* unmanaged[Cdecl]<int>)version)();
    }

    private static delegate* unmanaged[Cdecl]<nint, int> Export(nint library, string name) =>
        library != 0 && NativeLibrary.TryGetExport(library, name, out nint function) ? (delegate* unmanaged[Cdecl]<nint, int>)function : null;

    private sealed class Choice(bool isSystem, delegate* unmanaged[Cdecl]<nint, int> systemError)
    {
        public readonly bool IsSystem = isSystem;
        public readonly delegate* unmanaged[Cdecl]<nint, int> SystemError = systemError;
    }
}
