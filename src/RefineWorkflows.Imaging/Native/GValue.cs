using System.Runtime.InteropServices;

namespace RefineWorkflows.Imaging.Native;

/// <summary>glib's tagged value: 24 bytes on every 64-bit platform.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    /// <summary>glib's fundamental types: G_TYPE_BOOLEAN, G_TYPE_INT and G_TYPE_DOUBLE.</summary>
    internal const nuint Boolean = 20, Int = 24, Double = 60;

    internal nuint Type;
    internal ulong First;
    internal ulong Second;
}
